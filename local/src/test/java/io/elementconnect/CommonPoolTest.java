package io.elementconnect;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing rests on the common pool, in main and in test classes of all modules: with two CPUs it
 * has one thread, and one task that blocks it stops everything else that needs it. The exception
 * blocks the pool to prove that.
 */
class CommonPoolTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .importPaths(
              Stream.of(
                      "shared",
                      "functions/redirect-url",
                      "functions/oauth-callback",
                      "functions/instance-metadata",
                      "local")
                  .flatMap(module ->
                      Stream.of("classes", "test-classes").map(folder -> compiled(module, folder)))
                  .toList());

  @Test
  void main_and_test_classes_of_every_module_are_checked() {
    assertThat(ALL)
        .extracting(JavaClass::getSimpleName)
        .contains(
            "Attempt",
            "QueryLawsTest",
            "StartAttempt",
            "StartAttemptTest",
            "OAuthCallbackFunction",
            "OAuthCallbackFunctionTest",
            "InstanceMetadataFunction",
            "InstanceMetadataFunctionTest",
            "LocalStack",
            "CommonPoolTest");
  }

  @Test
  void nothing_uses_the_common_pool() {
    noClasses()
        .that()
        .doNotHaveSimpleName("BlockedCommonPool")
        .should()
        .accessTargetWhere(
            uses(CompletionStage.class, ".+Async|delayedExecutor")
                .and(not(describe("with an executor", CommonPoolTest::takesExecutor)))
                .or(uses(HttpClient.class, "sendAsync"))
                .or(uses(Collection.class, "parallelStream"))
                .or(uses(BaseStream.class, "parallel"))
                .or(uses(Arrays.class, "parallel.+"))
                .or(uses(ForkJoinPool.class, "commonPool"))
                .as("something that runs on the common pool"))
        .because("whatever blocks its one thread stops everything else that needs it")
        .check(ALL);
  }

  private static DescribedPredicate<JavaAccess<?>> uses(Class<?> type, String members) {
    return targetOwner(assignableTo(type))
        .and(describe(members, access -> access.getTarget().getName().matches(members)));
  }

  private static boolean takesExecutor(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream()
            .anyMatch(type -> type.isEquivalentTo(Executor.class));
  }

  private static Path compiled(String module, String folder) {
    var path = Path.of("..", module, "target", folder);
    assertThat(Files.isDirectory(path)).as("%s, which Maven compiles before local", path).isTrue();
    return path;
  }
}
