package dev.sluice.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.sluice.functions.problem.ProblemMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * HTTP for the functions: the gateway's event in, its answer out, every refusal in the words of the
 * API that was asked. Thread-safe.
 */
public final class HttpFunction
    implements Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Router router;
  private final CorsPolicy cors;

  /**
   * Makes the function.
   *
   * @param faces the APIs to serve, the native one last
   */
  public HttpFunction(List<Face> faces, CorsPolicy cors) {
    this.router = new Router(faces);
    this.cors = cors;
  }

  @Override
  public APIGatewayV2HTTPResponse apply(APIGatewayV2HTTPEvent event) {
    String method = RequestReader.method(event);
    HttpResponse response =
        cors.apply(
            RequestReader.headers(event).get("origin"), method.equals("OPTIONS"), answer(event));
    return gatewayResponse(method.equals("HEAD") ? response.withoutBody() : response);
  }

  private HttpResponse answer(APIGatewayV2HTTPEvent event) {
    Face face = router.face(List.of());
    try {
      HttpRequest request = RequestReader.read(event);
      face = router.face(request.path());
      return router.route(face, request);
    } catch (RuntimeException e) {
      return face.refusal(ProblemMapper.of(e));
    }
  }

  private static APIGatewayV2HTTPResponse gatewayResponse(HttpResponse response) {
    Map<String, String> headers = new HashMap<>(response.headers());
    // Answers hold configuration and, once, a key: nothing between here and the client keeps them.
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(response.status())
        .withHeaders(headers)
        .withBody(response.body() == null ? "" : response.body())
        .withIsBase64Encoded(false)
        .build();
  }
}
