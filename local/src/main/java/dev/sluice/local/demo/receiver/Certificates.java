package dev.sluice.local.demo.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority made for one run, and a certificate of it for 127.0.0.1 and localhost.
 *
 * @param caFile the authority's certificate, PEM: what a task is told to trust
 * @param serverSockets make sockets that show the certificate
 */
public record Certificates(Path caFile, ServerSocketFactory serverSockets) {

  /** Of stores that live as long as the demo, in a folder of its own. */
  private static final String PASSWORD = "demo-only";

  private static final int KEYTOOL_SECONDS = 30;

  /**
   * Makes both with the JDK's keytool.
   *
   * @param folder where the files go
   * @throws IOException if keytool fails
   */
  public static Certificates create(Path folder) throws IOException {
    Path store = folder.resolve("certificates.p12");
    Path caFile = folder.resolve("ca.pem");
    keytool(
        store,
        "-genkeypair -alias ca -keyalg EC -groupname secp256r1 -ext bc:critical=ca:true"
            + " -ext ku:critical=keyCertSign -validity 30 -dname",
        "CN=Sluice demo CA");
    keytool(
        store,
        "-genkeypair -alias server -signer ca -keyalg EC -groupname secp256r1"
            + " -ext san=ip:127.0.0.1,dns:localhost -validity 30 -dname",
        "CN=localhost");
    keytool(store, "-exportcert -rfc -alias ca -file", caFile.toString());
    try {
      return new Certificates(caFile, serverSockets(store));
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates in " + store + " cannot be used", e);
    }
  }

  private static ServerSocketFactory serverSockets(Path store)
      throws IOException, GeneralSecurityException {
    char[] password = PASSWORD.toCharArray();
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      all.load(in, password);
    }
    // The authority's own key is none of the server's.
    KeyStore server = KeyStore.getInstance("PKCS12");
    server.load(null, null);
    server.setKeyEntry(
        "server",
        (PrivateKey) all.getKey("server", password),
        password,
        all.getCertificateChain("server"));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(server, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  private static void keytool(Path store, String words, String last) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Collections.addAll(command, words.split(" "));
    command.add(last);
    Collections.addAll(
        command, "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD);
    Path output = store.resolveSibling("keytool.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    try {
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("keytool failed: " + Files.readString(output));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
  }
}
