package dev.sluice.push.testing;

import dev.sluice.wire.net.TlsIdentity;
import dev.sluice.wire.net.TlsTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates of a test's own, made with the JDK's keytool, each trusted by itself. */
public final class Certificates {
  private static final String PASSWORD = "changeit";

  private final Path store;
  private final Path folder;

  /**
   * Makes a certificate for each name.
   *
   * @param names as DNS has them; the client's SNI chooses among them
   */
  public Certificates(Path folder, String... names) {
    this.folder = folder;
    store = folder.resolve("server.p12");
    for (String name : names) {
      keytool(
          "-genkeypair -keyalg EC -groupname secp256r1 -validity 30 -alias %1$s -dname CN=%1$s -ext san=dns:%1$s"
              .formatted(name));
    }
  }

  /** What a server shows. */
  public TlsIdentity identity() {
    try {
      return TlsIdentity.fromPkcs12(store, PASSWORD.toCharArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trust in the certificate of this name, beside the system's authorities. */
  public TlsTrust trust(String name) {
    Path file = folder.resolve(name + ".pem");
    keytool("-exportcert -rfc -alias " + name + " -file " + file);
    try {
      return TlsTrust.systemAnd(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keytool(String arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("keytool failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
