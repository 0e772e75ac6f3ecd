package io.elementconnect.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.local.simulator.Accounts.Organization;
import io.elementconnect.local.simulator.Accounts.ProviderApp;
import io.elementconnect.local.simulator.Accounts.User;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/back",
        "http://localhost:8080/back",
        "http://127.0.0.1:8080/back"
      })
  void a_callback_is_https_or_on_this_machine(String url) {
    assertThatCode(() -> app(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.com/back",
        "https://app.example.com/#x",
        "/back",
        "https:back"
      })
  void any_other_callback_cannot_be_registered(String url) {
    assertThatThrownBy(() -> app(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secrets_are_not_printed() {
    var accounts =
        new Accounts(
            new Organization(1, "Acme", "s3cret"),
            List.of(new User(2, "a@acme.test", "A", "B", "s3cret")),
            List.of(new ProviderApp("Acme", "key", "s3cret", List.of())));

    assertThat(accounts.toString()).doesNotContain("s3cret");
  }

  private static ProviderApp app(String callbackUrl) {
    return new ProviderApp("Acme", "key", "secret", List.of(callbackUrl));
  }
}
