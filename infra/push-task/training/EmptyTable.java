import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A DynamoDB in which no item is: answers every request with an empty object. Prints its port, and
 * ends by itself after a minute.
 */
final class EmptyTable {
  private EmptyTable() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, nothing.length);
            exchange.getResponseBody().write(nothing);
          }
        });
    server.start();
    System.out.println(server.getAddress().getPort());
    // A training takes seconds: whoever started this may have been killed.
    Thread.sleep(60_000);
    System.exit(0);
  }
}
