package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.page.PageRequest;
import dev.sluice.catalog.push.Push;
import dev.sluice.catalog.secret.Secret;
import dev.sluice.catalog.secret.SecretContext;
import dev.sluice.catalog.secret.Vault;
import dev.sluice.catalog.secret.VaultException;
import dev.sluice.catalog.secret.Vaults;
import dev.sluice.catalog.session.LiveEvent;
import dev.sluice.catalog.session.LiveOutcome;
import dev.sluice.catalog.stream.KeyedStream;
import dev.sluice.catalog.stream.StreamDraft;
import dev.sluice.catalog.target.DestinationDraft;
import dev.sluice.catalog.target.Protocol;
import dev.sluice.catalog.target.Target;
import dev.sluice.catalog.target.TargetDraft;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Nothing secret rests in the table in clear. */
@EachBackEnd
class SecretsAtRestTest {
  private static final String CANARY = "canary-in-the-coal-mine";

  private final BackEnd backEnd;
  @TempDir private Path folder;
  private Vault vault;
  private World world;

  SecretsAtRestTest(BackEnd backEnd) {
    this.backEnd = backEnd;
  }

  @BeforeEach
  void open() {
    vault = Vaults.open("file:" + folder.resolve("key"));
    world = World.of(backEnd, vault);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void noKeyPassphraseOrUrlIsFoundInTheRawTable() {
    Secret apiKey = world.catalog.accounts().createApiKey(world.account.id(), "first");
    KeyedStream made =
        world
            .catalog
            .streams()
            .create(
                world.account.id(),
                new StreamDraft(
                    "s",
                    secret("https://o.example/pull/"),
                    "https://o.example",
                    World.HOLD,
                    false));
    String id = made.stream().id();
    Target shared = world.catalog.targets().create(world.account.id(), target());
    world.push(made.stream(), shared);
    Push own = world.inlinePush(made.stream());
    world
        .catalog
        .pushes()
        .edit(
            world.account.id(),
            id,
            own.id(),
            Drafts.own(Drafts.destination(Drafts.streamKey(CANARY))));
    LiveOutcome outcome =
        world
            .catalog
            .sessions()
            .begin(id, new LiveEvent("show", secret("rtmp://in.example/"), World.START));
    assertThat(outcome).isInstanceOf(LiveOutcome.Started.class);
    var rotated = world.catalog.streams().rotateKey(world.account.id(), id);
    var _ = world.catalog.idempotency().claim(world.account.id(), CANARY, "hash");

    assertThat(world.catalog.targets().open(shared).url().reveal()).contains(CANARY);
    List<String> everything = new ArrayList<>();
    world
        .everything()
        .forEach(item -> collect(AttributeValue.fromM(item.attributes()), everything));
    assertThat(everything).hasSizeGreaterThan(50);
    for (String hidden :
        List.of(
            CANARY,
            apiKey.reveal(),
            made.ingestKey().reveal(),
            rotated.ingestKey().reveal(),
            "key-of-own")) {
      assertThat(everything)
          .noneMatch(text -> text.contains(hidden))
          .noneMatch(text -> text.contains(hex(hidden)))
          .noneMatch(text -> decoded(text).contains(hidden));
    }
  }

  @Test
  void aCiphertextCopiedToAnotherObjectDoesNotOpen() {
    Target one = world.catalog.targets().create(world.account.id(), target());
    Target two = world.target();
    SecretContext elsewhere = new SecretContext(two.accountId(), two.id(), TargetItems.URL);

    assertThatThrownBy(() -> vault.decrypt(one.destination().url().ciphertext(), elsewhere))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void fingerprintsTellEqualSecretsApartWithinAnAccountAndNothingAcrossAccounts() {
    Target one = world.catalog.targets().create(world.account.id(), target());
    Target same = world.catalog.targets().create(world.account.id(), target());
    Target different = world.target();
    String other = world.catalog.accounts().create("other").id();
    Target abroad = world.catalog.targets().create(other, target());

    assertThat(fingerprint(same)).isEqualTo(fingerprint(one));
    assertThat(fingerprint(different)).isNotEqualTo(fingerprint(one));
    assertThat(fingerprint(abroad)).isNotEqualTo(fingerprint(one));
    assertThat(same.destination().url().ciphertext())
        .isNotEqualTo(one.destination().url().ciphertext());
    assertThat(world.catalog.targets().list(other, PageRequest.first()).items())
        .containsExactly(abroad);
  }

  private static String fingerprint(Target target) {
    return target.destination().url().fingerprint();
  }

  private static Secret secret(String before) {
    return Secret.of(before + CANARY);
  }

  private static TargetDraft target() {
    return new TargetDraft(
        "t",
        new DestinationDraft(
            Protocol.SRT,
            "srt://b.example:9000",
            secret("srt://b.example:9000?streamid="),
            secret("k-"),
            null,
            secret("p-"),
            null),
        true,
        false,
        List.of());
  }

  private static void collect(AttributeValue value, List<String> texts) {
    if (value.s() != null) {
      texts.add(value.s());
    }
    if (value.b() != null) {
      texts.add(new String(value.b().asByteArray(), StandardCharsets.ISO_8859_1));
    }
    value.l().forEach(element -> collect(element, texts));
    value.m().values().forEach(element -> collect(element, texts));
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
