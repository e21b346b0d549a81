package dev.sluice.functions.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param headers by name as written
 * @param body null for none
 * @param remembered the body that an idempotent replay of the request gets, where it differs from
 *     {@code body} by what is shown only once; else null
 */
public record HttpResponse(
    int status, Map<String, String> headers, @Nullable String body, @Nullable String remembered) {
  private static final String CONTENT_TYPE = "Content-Type";

  public HttpResponse {
    headers = Map.copyOf(headers);
  }

  /** An answer without a body. */
  public static HttpResponse empty(int status) {
    return new HttpResponse(status, Map.of(), null, null);
  }

  /** An answer with a body of the given media type. */
  public static HttpResponse of(int status, String contentType, String body) {
    return new HttpResponse(status, Map.of(CONTENT_TYPE, contentType), body, null);
  }

  /** A JSON answer of an object of the API. */
  public static HttpResponse json(int status, Object view) {
    return of(status, "application/json", Json.write(view));
  }

  /** The same with one more header. */
  public HttpResponse with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new HttpResponse(status, more, body, remembered);
  }

  /** The same, whose idempotent replay shows {@code view} instead. */
  public HttpResponse remembering(Object view) {
    return new HttpResponse(status, headers, body, Json.write(view));
  }

  /** The same without its body, for HEAD. */
  public HttpResponse withoutBody() {
    return new HttpResponse(status, headers, null, null);
  }

  @Override
  public String toString() {
    return "HttpResponse[" + status + "]";
  }
}
