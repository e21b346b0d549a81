package dev.sluice.wire.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** An authority of the test's own, made with the JDK's keytool in a folder of the test's. */
final class CertificateAuthority {

  static final char[] PASSWORD = "changeit".toCharArray();

  private final Path folder;
  private final Path store;
  private final Path certificate;
  private final Map<String, TlsIdentity> made = new ConcurrentHashMap<>();

  private static final class Shared {
    static final CertificateAuthority INSTANCE = new CertificateAuthority(temporaryFolder());

    private static Path temporaryFolder() {
      try {
        Path folder = Files.createTempDirectory("authority");
        folder.toFile().deleteOnExit();
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One for all tests of this JVM: keytool takes its time. */
  static CertificateAuthority shared() {
    return Shared.INSTANCE;
  }

  /** Makes the authority's key and certificate. */
  private CertificateAuthority(Path folder) {
    this.folder = folder;
    store = folder.resolve("ca.p12");
    certificate = folder.resolve("ca.pem");
    keytool(
        store, "-genkeypair -alias ca -keyalg EC -groupname secp256r1 -dname CN=Test-CA -ext bc:c");
    store.toFile().deleteOnExit();
    certificate.toFile().deleteOnExit();
    keytool(store, "-exportcert -alias ca -rfc -file " + certificate);
  }

  /** The authority's certificate in PEM: what a client is told to trust. */
  Path certificate() {
    return certificate;
  }

  /** Trust in this authority beside the system's. */
  TlsTrust trust() {
    try {
      return TlsTrust.systemAnd(certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server's identity for these names: {@code dns:localhost}, {@code ip:127.0.0.1}. */
  TlsIdentity identityFor(String... names) {
    return identity("-validity 30", names);
  }

  /** An identity whose certificate ended yesterday. */
  TlsIdentity expiredIdentityFor(String... names) {
    return identity("-startdate -10d -validity 9", names);
  }

  /** An identity whose certificate begins next week. */
  TlsIdentity earlyIdentityFor(String... names) {
    return identity("-startdate +7d -validity 9", names);
  }

  private TlsIdentity identity(String validity, String... names) {
    return made.computeIfAbsent(
        validity + String.join(",", names),
        key -> read(make(List.of("server"), validity, List.of(String.join(",", names)))));
  }

  /** A server's key and certificates in one file, as OpenSSL and nginx read them. */
  Path pemFor(String name) throws IOException, GeneralSecurityException {
    Path keys = make(List.of("server"), "-validity 30", List.of(name));
    KeyStore opened = open(keys);
    Files.delete(keys);
    StringBuilder pem =
        new StringBuilder(pem("PRIVATE KEY", opened.getKey("server", PASSWORD).getEncoded()));
    for (Certificate link : opened.getCertificateChain("server")) {
      pem.append(pem("CERTIFICATE", link.getEncoded()));
    }
    Path file = Files.createTempFile(folder, "server", ".pem");
    file.toFile().deleteOnExit();
    return Files.writeString(file, pem);
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
  }

  /** One identity with a certificate for each name, to be chosen by SNI. */
  TlsIdentity identityWithOneCertificateEach(String... names) {
    List<String> aliases =
        Arrays.stream(names).map(name -> name.substring(name.indexOf(':') + 1)).toList();
    return read(make(aliases, "-validity 30", List.of(names)));
  }

  private Path make(List<String> aliases, String validity, List<String> names) {
    try {
      Path keys = Files.createTempFile(folder, "server", ".p12");
      Files.copy(store, keys, StandardCopyOption.REPLACE_EXISTING);
      for (int i = 0; i < aliases.size(); i++) {
        String alias = aliases.get(i);
        keytool(
            keys,
            "-genkeypair -keyalg EC -groupname secp256r1 -signer ca -alias %s -dname CN=%s -ext san=%s %s"
                .formatted(alias, alias, names.get(i), validity));
      }
      withoutAuthority(keys);
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TlsIdentity read(Path keys) {
    try {
      TlsIdentity identity = TlsIdentity.fromPkcs12(keys, PASSWORD);
      Files.delete(keys);
      return identity;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyStore open(Path keys) throws IOException, GeneralSecurityException {
    KeyStore opened = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      opened.load(in, PASSWORD);
    }
    return opened;
  }

  /** A server that held the authority's key would show that certificate to some clients. */
  private static void withoutAuthority(Path keys) throws IOException, GeneralSecurityException {
    KeyStore opened = open(keys);
    opened.deleteEntry("ca");
    try (OutputStream out = Files.newOutputStream(keys)) {
      opened.store(out, PASSWORD);
    }
  }

  private static void keytool(Path keys, String arguments) {
    Outcome outcome = run(keys, arguments);
    if (outcome.exit() != 0) {
      throw new IllegalStateException("keytool " + arguments + ": " + outcome.output());
    }
  }

  private record Outcome(int exit, String output) {}

  private static Outcome run(Path keys, String arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(
        List.of("-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", "changeit"));
    try {
      Path output = Files.createTempFile(keys.toAbsolutePath().getParent(), "keytool", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("keytool hangs");
      }
      Outcome outcome = new Outcome(process.exitValue(), Files.readString(output));
      Files.delete(output);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
