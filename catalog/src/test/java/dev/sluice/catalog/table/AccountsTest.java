package dev.sluice.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.catalog.NotFoundException;
import dev.sluice.catalog.account.Account;
import dev.sluice.catalog.account.Accounts;
import dev.sluice.catalog.secret.Secret;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

@EachBackEnd
class AccountsTest extends TableTest {
  private Accounts accounts;

  AccountsTest(BackEnd backEnd) {
    super(backEnd);
  }

  @BeforeEach
  void open() {
    accounts = world.catalog.accounts();
  }

  @Test
  void anAccountIsFoundById() {
    assertThat(accounts.find(world.account.id())).contains(world.account);
    assertThat(accounts.find("nobody")).isEmpty();
  }

  @Test
  void eachAccountHasASaltOfItsOwn() {
    Account other = accounts.create("other");

    assertThat(Base64.getDecoder().decode(other.salt())).hasSize(32);
    assertThat(other.salt()).isNotEqualTo(world.account.salt());
  }

  @Test
  void anApiKeyOpensItsAccountByOneRead() {
    Account other = accounts.create("other");
    Secret key = accounts.createApiKey(world.account.id(), "first");
    Secret otherKey = accounts.createApiKey(other.id(), "first");
    world.probe.forget();

    assertThat(accounts.findByApiKey(key)).contains(world.account);
    assertThat(world.probe.requests())
        .singleElement()
        .isInstanceOfSatisfying(
            GetItemRequest.class, get -> assertThat(get.consistentRead()).isTrue());
    assertThat(accounts.findByApiKey(otherKey)).contains(other);
  }

  @Test
  void aKeyThatWasNeverMadeOpensNothing() {
    Secret key = accounts.createApiKey(world.account.id(), "first");

    assertThat(accounts.findByApiKey(Secret.of(key.reveal() + "x"))).isEmpty();
    assertThat(accounts.findByApiKey(Secret.of(""))).isEmpty();
  }

  @Test
  void aKeyIsMadeForAnAccountThatIsThere() {
    assertThatThrownBy(() -> accounts.createApiKey("nobody", "first"))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void aClientsEndlessIdIsSimplyNotFound() {
    assertThat(accounts.find("x".repeat(5000))).isEmpty();
    assertThat(world.catalog.streams().find(world.account.id(), "x".repeat(5000))).isEmpty();
  }
}
