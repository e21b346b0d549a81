package dev.sluice.bench.coldstart;

import dev.sluice.bench.measure.Spread;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.functions.Handler;
import dev.sluice.functions.runtime.VarTask;
import dev.sluice.local.table.LoneAccount;
import dev.sluice.local.table.TableAccess;
import dev.sluice.local.table.TableServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code bench/cold-start [ROUNDS]}: the packaged function {@code api} and the same code without
 * Spring, in turns, under AWS's runtime client, and a table at the end. Progress goes to standard
 * error.
 */
public final class Main {
  private static final String TABLE = "sluice-bench";

  private Main() {}

  /** Runs the benchmark. */
  public static void main(String[] words) throws Exception {
    int rounds = words.length == 0 ? 5 : Integer.parseInt(words[0]);
    Path home = Path.of(System.getProperty("sluice.home", "."));
    Path folder = Files.createTempDirectory("sluice-cold-start");
    Path zip = home.resolve("functions/target/functions.zip");
    try (TableServer server = TableServer.start(Files.createDirectory(folder.resolve("table")));
        CpuLimit cpu = CpuLimit.open()) {
      Map<String, String> environment =
          environment(server, folder.resolve("key"), javaToolOptions(home));
      String event =
          Files.readString(home.resolve("infra/events/api-list-streams.json"))
              .replace("{API_KEY}", apiKey(server, folder.resolve("key")));
      Path varTask = VarTask.unpack(zip, Files.createDirectory(folder.resolve("sluice")));
      Path plainTask = plain(zip, Files.createDirectory(folder.resolve("plain")));
      Trial sluice = new Trial(varTask, Handler.class.getName(), environment, event, cpu);
      Trial plain = new Trial(plainTask, PlainHandler.class.getName(), environment, event, cpu);
      List<Trial.Cold> ours = new ArrayList<>();
      List<Trial.Cold> plains = new ArrayList<>();
      List<Double> restored = new ArrayList<>();
      // Uncounted: it brings the packages into the page cache, as a host that has run them has.
      Trial.Cold _ = plain.cold();
      Trial.Cold _ = sluice.cold();
      for (int round = 1; round <= rounds; round++) {
        ours.add(sluice.cold());
        plains.add(plain.cold());
        restored.add(sluice.restored());
        System.err.printf("round %d: %s, plain %s%n", round, ours.getLast(), plains.getLast());
      }
      print(ours, plains, restored, cpu.isThere(), Files.size(zip));
    }
    System.exit(0);
  }

  private static void print(
      List<Trial.Cold> ours,
      List<Trial.Cold> plains,
      List<Double> restored,
      boolean limited,
      long zipBytes) {
    System.out.printf(
        "zip %.1f MB; %d rounds; %s%n%n| | Sluice | plain | ratio |%n| --- | --- | --- | --- |%n",
        zipBytes / 1e6,
        ours.size(),
        limited ? "init at 1 vCPU, first at 0.58, warm at 1" : "NO CPU LIMIT: no control group");
    row("init, ms", ours, plains, Trial.Cold::init);
    row("first request, ms", ours, plains, Trial.Cold::first);
    row("init + first request, ms", ours, plains, Trial.Cold::total);
    System.out.printf("| first after a restore, ms | %s | | |%n", Spread.of(restored).text(0));
    row("warm p50, ms", ours, plains, Trial.Cold::p50);
    row("warm p99, ms", ours, plains, Trial.Cold::p99);
    row("memory, MB", ours, plains, Trial.Cold::memory);
  }

  private static void row(
      String name,
      List<Trial.Cold> ours,
      List<Trial.Cold> plains,
      ToDoubleFunction<Trial.Cold> figure) {
    List<Double> ratios =
        IntStream.range(0, ours.size())
            .mapToObj(i -> figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(plains.get(i)))
            .toList();
    System.out.printf(
        "| %s | %s | %s | %s |%n",
        name,
        Spread.of(ours.stream().map(figure::applyAsDouble).toList()).text(1),
        Spread.of(plains.stream().map(figure::applyAsDouble).toList()).text(1),
        Spread.of(ratios).text(2));
  }

  /** The same package without Spring, and with the plain handler. */
  private static Path plain(Path zip, Path folder) throws IOException {
    VarTask.unpack(zip, folder);
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        if (jar.getFileName().toString().startsWith("spring-")) {
          Files.delete(jar);
        }
      }
    }
    String file = PlainHandler.class.getName().replace('.', '/') + ".class";
    Path target = folder.resolve(file);
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    try (InputStream bytes = PlainHandler.class.getClassLoader().getResourceAsStream(file)) {
      Files.copy(Objects.requireNonNull(bytes), target);
    }
    return folder;
  }

  /** How the functions' JVM is run in AWS. */
  private static String javaToolOptions(Path home) throws IOException {
    String name = "JAVA_TOOL_OPTIONS:";
    return Files.readAllLines(home.resolve("template.yaml")).stream()
        .map(String::strip)
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> environment(TableServer server, Path keyFile, String options) {
    return Map.of(
        "JAVA_TOOL_OPTIONS",
        options,
        "SPRING_CLOUD_FUNCTION_DEFINITION",
        "api",
        "SLUICE_TABLE",
        TABLE,
        "SLUICE_VAULT",
        "file:" + keyFile,
        "SLUICE_EVENT_BUS",
        "sluice",
        "AWS_ENDPOINT_URL",
        server.uri().toString());
  }

  private static String apiKey(TableServer server, Path keyFile) {
    TableAccess table = new TableAccess(server.uri(), TABLE);
    try (LoneAccount account = new LoneAccount(table, Vaults.open("file:" + keyFile))) {
      return account.catalog().accounts().createApiKey(account.id(), "bench").reveal();
    }
  }
}
