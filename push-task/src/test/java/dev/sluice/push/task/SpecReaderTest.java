package dev.sluice.push.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.Catalog;
import dev.sluice.catalog.push.Profile;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.push.PushDraft;
import dev.sluice.catalog.push.PushEdit;
import dev.sluice.catalog.push.SilentAudio;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.SecretContext;
import dev.sluice.catalog.secret.Vault;
import dev.sluice.catalog.secret.VaultException;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.table.DynamoCatalog;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.TargetDraft;
import dev.sluice.catalog.testing.LocalTable;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What reading a stream's pushes asks of the vault. */
class SpecReaderTest {
  private final LocalTable table = LocalTable.open();
  private final AtomicInteger opened = new AtomicInteger();
  private final OpenedSecrets secrets = new OpenedSecrets(counting(table.vault()));
  private final Catalog catalog =
      DynamoCatalog.open(
          table.client(), LocalTable.NAME, secrets, table.clock(), new SecureRandom());
  private final String account = catalog.accounts().create("tests").id();
  private final String stream =
      catalog
          .streams()
          .create(account, new StreamDraft("test", null, null, Duration.ofSeconds(30), false))
          .stream()
          .id();
  private final SpecReader specs = new SpecReader(catalog.pushes(), catalog.targets());

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void aToggleOpensNoSecretAgain() {
    List<Push> pushes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pushes.add(push("key-" + i));
    }
    assertThat(specs.read(stream)).hasSize(5);
    assertThat(opened).as("a URL and a key each").hasValue(10);

    toggle(pushes.getFirst(), false);
    assertThat(specs.read(stream)).hasSize(4);
    toggle(pushes.getFirst(), true);
    assertThat(specs.read(stream))
        .extracting(spec -> reveal(spec.destination().streamKey()))
        .containsExactly("key-0", "key-1", "key-2", "key-3", "key-4");

    assertThat(opened).hasValue(10);
  }

  @Test
  void aNewPushOpensItsOwnSecretsOnly() {
    push("one");
    specs.read(stream);
    push("two");
    specs.read(stream);

    assertThat(opened).hasValue(4);
  }

  @Test
  void aClosedSessionForgetsWhatItOpened() {
    push("one");
    specs.read(stream);
    secrets.close();
    specs.read(stream);

    assertThat(opened).hasValue(4);
  }

  @Test
  void moreSecretsThanAStreamHasPushTheLongestUnusedOut() {
    SecretContext context = new SecretContext("account", "target", "url");
    List<String> sealed = new ArrayList<>();
    for (int i = 0; i <= OpenedSecrets.MOST; i++) {
      sealed.add(secrets.encrypt(Secret.of("secret " + i), context));
      assertThat(secrets.decrypt(sealed.getLast(), context)).isEqualTo(Secret.of("secret " + i));
    }
    secrets.decrypt(sealed.getLast(), context);
    assertThat(opened).hasValue(OpenedSecrets.MOST + 1);
    secrets.decrypt(sealed.getFirst(), context);
    assertThat(opened).hasValue(OpenedSecrets.MOST + 2);
  }

  @Test
  void whatWasOpenedUnderOneContextOpensUnderNoOther() {
    SecretContext context = new SecretContext("account", "target", "url");
    String sealed = secrets.encrypt(Secret.of("secret"), context);
    secrets.decrypt(sealed, context);

    assertThatThrownBy(
            () -> secrets.decrypt(sealed, new SecretContext("account", "another", "url")))
        .isInstanceOf(VaultException.class);
  }

  private Push push(String key) {
    Secret url = Secret.of("rtmp://127.0.0.1/app");
    var destination =
        new DestinationDraft(
            Protocol.RTMP, "rtmp://127.0.0.1/app", url, Secret.of(key), null, null, null);
    var target = new TargetDraft("target", destination, true, false, List.of());
    return catalog
        .pushes()
        .create(
            account,
            stream,
            new PushDraft(null, target, true, Profile.SOURCE, false, SilentAudio.OFF));
  }

  private void toggle(Push push, boolean enabled) {
    catalog
        .pushes()
        .edit(account, stream, push.id(), new PushEdit(enabled, null, null, null, null));
  }

  private static String reveal(@Nullable Secret secret) {
    return secret == null ? "" : secret.reveal();
  }

  private Vault counting(Vault vault) {
    return new Vault() {
      @Override
      public String encrypt(Secret secret, SecretContext context) {
        return vault.encrypt(secret, context);
      }

      @Override
      public Secret decrypt(String ciphertext, SecretContext context) {
        opened.incrementAndGet();
        return vault.decrypt(ciphertext, context);
      }
    };
  }
}
