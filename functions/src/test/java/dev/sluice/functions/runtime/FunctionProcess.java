package dev.sluice.functions.runtime;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * A function as Lambda runs it: the unpacked zip is the working directory, only AWS's runtime
 * interface client is on the class path, and the environment is the function's alone. Close it.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration END = Duration.ofSeconds(10);
  private static final int LOG_TAIL = 60;

  private final Process process;
  private final Path log;

  private FunctionProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a function with credentials in its environment.
   *
   * @param taskRoot the unpacked zip, Lambda's /var/task
   * @param handler the handler's class
   * @param environment the function's own variables
   */
  public static FunctionProcess start(
      RuntimeApi api, Path taskRoot, String handler, Map<String, String> environment)
      throws IOException {
    return start(
        api,
        taskRoot,
        handler,
        environment,
        Map.of(
            "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
            "AWS_ACCESS_KEY_ID", "test",
            "AWS_SECRET_ACCESS_KEY", "test"));
  }

  /** The same under SnapStart, whose functions are given credentials by an endpoint alone. */
  public static FunctionProcess startForSnapshot(
      RuntimeApi api, Path taskRoot, String handler, Map<String, String> environment)
      throws IOException {
    return start(
        api,
        taskRoot,
        handler,
        environment,
        Map.of(
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "snap-start",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://" + api.address() + "/credentials",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN",
            RuntimeApi.CREDENTIALS_TOKEN));
  }

  private static FunctionProcess start(
      RuntimeApi api,
      Path taskRoot,
      String handler,
      Map<String, String> environment,
      Map<String, String> lambdas)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx820m", "-Xshare:auto"));
    // Lambda's bootstrap says so: org.crac then finds the runtime client's own CRaC.
    command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", runtimeClassPath()));
    command.addAll(List.of(AWSLambda.class.getName(), handler));

    Path log = Files.createTempFile("sluice-function", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(taskRoot.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(lambdas);
    builder.environment().putAll(Map.of("AWS_LAMBDA_RUNTIME_API", api.address()));
    builder.environment().putAll(Map.of("_HANDLER", handler, "AWS_REGION", "us-east-1"));
    builder.environment().put("LAMBDA_TASK_ROOT", taskRoot.toString());
    return new FunctionProcess(builder.start(), log);
  }

  /** The process, for its memory and CPU. */
  public long pid() {
    return process.pid();
  }

  /**
   * Waits until the future is done.
   *
   * @throws IllegalStateException when the process ends first or nothing comes in time; with the
   *     log's end
   */
  public String await(CompletableFuture<String> future) throws InterruptedException {
    CompletableFuture<String> ended =
        process.onExit().thenApply(p -> "the process ended with " + p.exitValue());
    try {
      CompletableFuture.anyOf(future, ended).get(START.toMillis(), TimeUnit.MILLISECONDS);
      if (!future.isDone()) {
        throw new IllegalStateException(ended.get() + "\n" + logTail());
      }
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("nothing came in " + START + "\n" + logTail(), e);
    }
  }

  /** What the function wrote. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String logTail() {
    List<String> lines = log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
  }

  private static String runtimeClassPath() {
    return Stream.of(
            AWSLambda.class,
            RequestStreamHandler.class,
            PojoSerializer.class,
            SdkInternalThreadLocal.class)
        .map(FunctionProcess::jar)
        .distinct()
        .collect(Collectors.joining(":"));
  }

  private static String jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      boolean _ = process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
      Files.deleteIfExists(log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
