package dev.sluice.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * An HTTP function as bytes. Spring Cloud Function converts typed gateway events itself, and looks
 * into them on the way: a body that is a JSON array makes it call the function once per element
 * (and fail on its own null), request headers become message headers of its own, and the event is
 * parsed three times. A stream it hands through untouched. Thread-safe.
 */
public final class GatewayFunction implements Function<InputStream, byte[]> {
  private final Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function;
  private final PojoSerializer<APIGatewayV2HTTPEvent> events =
      LambdaEventSerializers.serializerFor(
          APIGatewayV2HTTPEvent.class, APIGatewayV2HTTPEvent.class.getClassLoader());

  public GatewayFunction(Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function) {
    this.function = function;
  }

  @Override
  public byte[] apply(InputStream event) {
    APIGatewayV2HTTPResponse response = function.apply(events.fromJson(event));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("statusCode", response.getStatusCode());
    answer.put("headers", response.getHeaders());
    answer.put("body", response.getBody());
    answer.put("isBase64Encoded", response.getIsBase64Encoded());
    return Json.write(answer).getBytes(StandardCharsets.UTF_8);
  }
}
