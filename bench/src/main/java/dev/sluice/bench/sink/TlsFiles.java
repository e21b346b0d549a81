package dev.sluice.bench.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority and a server certificate for localhost, made by openssl for one run.
 *
 * @param store certificate and key as PKCS #12
 */
public record TlsFiles(Path caFile, Path certificate, Path key, Path store) {
  public static final String PASSWORD = "bench-only";

  /** Makes them. */
  public static TlsFiles create(Path folder) throws IOException, InterruptedException {
    TlsFiles files =
        new TlsFiles(
            folder.resolve("ca.pem"),
            folder.resolve("server.pem"),
            folder.resolve("server.key"),
            folder.resolve("server.p12"));
    Path caKey = folder.resolve("ca.key");
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=bench-ca"
            + " -keyout "
            + caKey
            + " -out "
            + files.caFile);
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
            + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -addext basicConstraints=CA:FALSE"
            + " -CA "
            + files.caFile
            + " -CAkey "
            + caKey
            + " -keyout "
            + files.key
            + " -out "
            + files.certificate);
    openssl(
        "pkcs12 -export -inkey "
            + files.key
            + " -in "
            + files.certificate
            + " -passout pass:"
            + PASSWORD
            + " -out "
            + files.store);
    return files;
  }

  private static void openssl(String words) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("openssl failed: " + words);
    }
  }
}
