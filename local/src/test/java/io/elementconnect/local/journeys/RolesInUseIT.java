package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** No role may do what no journey needs. Comes after the journeys, those of the zips too. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the zips make their journeys on Linux only")
@Tag("R60")
class RolesInUseIT {
  // Lambda itself writes what a function prints, with the credentials of its role.
  private static final String BY_LAMBDA = " logs:";

  private final LocalStack stack = Stack.shared();

  @Test
  void every_permission_is_needed_by_a_journey() throws IOException {
    assertThat(Stack.USED_PERMISSIONS)
        .as("what the other journeys needed: run them first")
        .exists();

    var used = new TreeSet<>(Files.readAllLines(Stack.USED_PERMISSIONS));
    used.addAll(stack.aws().usedPermissions());

    assertThat(stack.template().roles())
        .flatMap(role ->
            role.permissions().stream()
                .map(permission -> role.logicalId() + " " + permission)
                .filter(line -> !line.contains(BY_LAMBDA))
                .toList())
        .hasSizeGreaterThan(10)
        .isSubsetOf(used);
  }
}
