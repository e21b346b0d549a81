package dev.sluice.functions.api;

import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.account.Accounts;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.functions.http.HttpRequest;
import dev.sluice.functions.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the account that a request's API key opens. Thread-safe. */
public final class Authenticator {
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([\\x21-\\x7e]{1,256})");
  private static final Pattern BASIC = Pattern.compile("(?i:basic) +([A-Za-z0-9+/=]{1,1024})");

  private final KnownKeys keys;

  /** A key that was found is good for 5 s without another look. */
  public Authenticator(Accounts accounts, Clock clock) {
    this.keys = new KnownKeys(accounts, clock);
  }

  /**
   * By {@code Authorization: Bearer}.
   *
   * @throws ProblemException 401
   */
  public Account byHeader(HttpRequest request) {
    return account(bearer(request.header("authorization")));
  }

  /**
   * By header, Basic password or the first {@code key} of the query: hooks come from servers that
   * can send no header of ours.
   *
   * @throws ProblemException 401
   */
  public Account ofHook(HttpRequest request) {
    String header = request.header("authorization");
    Optional<Secret> key =
        header == null ? queryKey(request) : bearer(header).or(() -> basic(header));
    return account(key);
  }

  private Account account(Optional<Secret> key) {
    Secret given =
        key.orElseThrow(
            () ->
                ProblemException.unauthorized(
                    "Send your API key in the header Authorization: Bearer <key>."));
    return keys.find(given)
        .orElseThrow(
            () -> ProblemException.unauthorized("This API key is unknown or was deleted."));
  }

  private static Optional<Secret> bearer(@Nullable String header) {
    Matcher matcher = BEARER.matcher(header == null ? "" : header.strip());
    return matcher.matches() ? Optional.of(Secret.of(matcher.group(1))) : Optional.empty();
  }

  private static Optional<Secret> basic(String header) {
    Matcher matcher = BASIC.matcher(header.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      String pair =
          new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8);
      return checked(pair.substring(pair.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Secret> queryKey(HttpRequest request) {
    String key = request.firstQuery("key");
    return key == null ? Optional.empty() : checked(key);
  }

  private static Optional<Secret> checked(String key) {
    return key.matches("[\\x21-\\x7e]{1,256}") ? Optional.of(Secret.of(key)) : Optional.empty();
  }
}
