package dev.sluice.local.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A function as Lambda calls it: an event's bytes in, an answer's bytes out. Thread-safe. */
@FunctionalInterface
public interface EventFunction {

  /** Whatever it throws is the function's failure. */
  byte[] handle(byte[] event) throws IOException;

  /** A Lambda handler, called with a context of this name. */
  static EventFunction of(String name, RequestStreamHandler handler) {
    Context context = new LocalContext(name);
    return event -> {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      handler.handleRequest(new ByteArrayInputStream(event), answer, context);
      return answer.toByteArray();
    };
  }
}
