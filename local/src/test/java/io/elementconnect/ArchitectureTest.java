package io.elementconnect;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.originOwner;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.aws.AwsClients;
import io.elementconnect.instancemetadata.InstanceMetadataFunction;
import io.elementconnect.local.LocalStack;
import io.elementconnect.oauthcallback.OAuthCallbackFunction;
import io.elementconnect.redirecturl.RedirectUrlFunction;
import java.util.Date;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The rules of the code, each checked against the compiled main classes of all modules. They are
 * plain tests: surefire has passed over failing fields of ArchUnit's own engine.
 */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .importLocations(
              Stream.of(
                      Attempts.class,
                      RedirectUrlFunction.class,
                      OAuthCallbackFunction.class,
                      InstanceMetadataFunction.class,
                      LocalStack.class)
                  .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                  .map(Location::of)
                  .toList());

  private static final String HTTP = "io.elementconnect.http..";
  private static final String[] FUNCTIONS = {
    "io.elementconnect.redirecturl..",
    "io.elementconnect.oauthcallback..",
    "io.elementconnect.reconciler..",
    "io.elementconnect.instancemetadata..",
    "io.elementconnect.instancetoken.."
  };
  private static final DescribedPredicate<JavaClass> LOCAL =
      resideInAPackage("io.elementconnect.local..").as("local");
  private static final DescribedPredicate<JavaClass> DEPLOYED = not(LOCAL).as("deployed");
  private static final DescribedPredicate<JavaClass> HANDLER = named(".+Function");
  private static final DescribedPredicate<JavaClass> ENDPOINT = named(".+Endpoint");
  private static final DescribedPredicate<JavaClass> WIRING = named("Wiring");
  private static final String HTTP_ADAPTER = "io.elementconnect.cloudelements.http..";
  private static final DescribedPredicate<JavaClass> AWS_ADAPTER =
      resideInAnyPackage("io.elementconnect.aws..", "io.elementconnect.dynamodb..");
  private static final DescribedPredicate<JavaClass> ADAPTER =
      AWS_ADAPTER.or(resideInAPackage(HTTP_ADAPTER)).as("adapters");

  @Test
  void every_module_is_looked_at_and_no_test_is() {
    assertThat(MAIN)
        .extracting(JavaClass::getName)
        .contains(
            "io.elementconnect.aws.KmsDataKeys",
            "io.elementconnect.cloudelements.http.HttpCloudElements",
            "io.elementconnect.dynamodb.DynamoAttempts",
            "io.elementconnect.redirecturl.StartAttempt",
            "io.elementconnect.oauthcallback.ExchangeCode",
            "io.elementconnect.reconciler.RepairAttempt",
            "io.elementconnect.instancemetadata.InstanceEndpoint",
            "io.elementconnect.instancetoken.ReadToken",
            "io.elementconnect.local.gateway.Gateway")
        .doesNotContain(ArchitectureTest.class.getName())
        .noneMatch(name -> name.endsWith("Test") || name.contains(".testing."));
  }

  @Test
  void only_handlers_and_the_edge_know_lambda() {
    noClasses()
        .that(DEPLOYED.and(not(HANDLER)).and(resideOutsideOfPackage(HTTP)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.amazonaws..")
        .because("event classes are mutable and full of nulls: they stop at the edge")
        .check(MAIN);
  }

  @Test
  void handlers_stand_in_functions_and_are_named_so() {
    classes()
        .that(DEPLOYED)
        .and()
        .areAssignableTo(RequestHandler.class)
        .or(DEPLOYED.and(HANDLER))
        .should()
        .resideInAnyPackage(FUNCTIONS)
        .andShould(ArchConditions.be(HANDLER))
        .because("the rules below know a handler by its name, and a function by its package")
        .check(MAIN);
  }

  @Test
  void only_adapters_and_wiring_know_the_aws_sdk() {
    noClasses()
        .that(DEPLOYED.and(not(AWS_ADAPTER)).and(not(WIRING)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .because("a port carries our own types only, so that a use case is tested without AWS")
        .check(MAIN);
  }

  @Test
  void only_the_client_of_cloud_elements_sends_http() {
    noClasses()
        .that(DEPLOYED.and(resideOutsideOfPackage(HTTP_ADAPTER)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.net.http..")
        .because("what is sent at most once is decided in one place")
        .check(MAIN);
  }

  @Test
  void only_json_and_the_reader_of_instances_know_jackson() {
    noClasses()
        .that(
            DEPLOYED
                .and(resideOutsideOfPackage("io.elementconnect.json.."))
                .and(not(named("InstanceReader"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .because("what is read from outside goes through one set of limits (decision 1)")
        .check(MAIN);
  }

  @Test
  void functions_do_not_know_each_other() {
    slices()
        .matching(
            "io.elementconnect."
                + "(redirecturl|oauthcallback|reconciler|instancemetadata|instancetoken)..")
        .should()
        .notDependOnEachOther()
        .because("what two of them need moves to shared")
        .check(MAIN);
  }

  @Test
  void deployed_code_does_not_know_local() {
    noClasses()
        .that(DEPLOYED)
        .should()
        .dependOnClassesThat(LOCAL)
        .because("local is never deployed")
        .check(MAIN);
  }

  @Test
  void local_knows_deployed_code_by_name_only() {
    noClasses()
        .that(LOCAL)
        .should()
        .dependOnClassesThat(resideInAPackage("io.elementconnect..").and(DEPLOYED))
        .because("the gateway takes handlers as Lambda does: by the names in template.yaml")
        .check(MAIN);
  }

  @Test
  void adapters_are_known_to_wiring_alone() {
    classes()
        .that(ADAPTER)
        .and(DEPLOYED)
        .should()
        .onlyHaveDependentClassesThat(ADAPTER.or(WIRING))
        .because("domain and use cases depend on ports")
        .check(MAIN);
  }

  @Test
  void an_adapter_stands_behind_a_port() {
    classes()
        .that(ADAPTER.and(DEPLOYED).and(not(equivalentTo(AwsClients.class))))
        .and()
        .areTopLevelClasses()
        .and()
        .arePublic()
        .should(
            have(
                "a port: an interface of ours that is not an adapter's own",
                type ->
                    type.getRawInterfaces().stream()
                        .anyMatch(resideInAPackage("io.elementconnect..").and(not(ADAPTER)))))
        .because("a port is an interface, named by its role, that a test can implement")
        .check(MAIN);
  }

  @Test
  void domain_and_use_cases_do_not_know_the_edge() {
    var edge = HANDLER.or(ENDPOINT).or(WIRING).or(named(".+Settings"));
    noClasses()
        .that(DEPLOYED.and(resideOutsideOfPackage(HTTP)).and(not(edge)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(HTTP)
        .because("statuses, headers and pages are decided where requests come in")
        .check(MAIN);
  }

  @Test
  void calls_go_from_handler_to_endpoint_to_use_case() {
    classes()
        .that(ENDPOINT.and(resideInAnyPackage(FUNCTIONS)))
        .should()
        .onlyHaveDependentClassesThat(HANDLER.or(WIRING).or(ENDPOINT))
        .because("no use case knows who called it")
        .check(MAIN);
  }

  @Test
  void packages_have_no_cycles() {
    slices()
        .matching("io.(**)")
        .should()
        .beFreeOfCycles()
        .because("packages that need each other are one package")
        .check(MAIN);
  }

  @Test
  void only_handlers_of_a_function_are_public() {
    classes()
        .that()
        .resideInAnyPackage(FUNCTIONS)
        .and()
        .areTopLevelClasses()
        .and(not(HANDLER))
        .should()
        .notBePublic()
        .because("public is what another module calls, and that is Lambda alone")
        .check(MAIN);
  }

  @Test
  void classes_are_closed() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .because("what nobody was meant to extend can be changed without looking further")
        .check(MAIN);
  }

  @Test
  void outcomes_are_sealed() {
    classes()
        .that()
        .resideInAnyPackage(FUNCTIONS)
        .and()
        .areInterfaces()
        .and(not(named("package-info")))
        .should(have("its cases sealed", type -> type.reflect().isSealed()))
        .because("a switch over them then cannot overlook a case")
        .check(MAIN);
  }

  @Test
  void every_package_is_checked_for_nulls() {
    classes()
        .should(
            have(
                "a @NullMarked package",
                type -> type.getPackage().isAnnotatedWith(NullMarked.class)))
        .because("NullAway passes over packages that are not")
        .check(MAIN);
  }

  @Test
  void only_handlers_for_lambda_read_the_environment_of_the_process() {
    noClasses()
        .should()
        .accessTargetWhere(
            uses(System.class, "getenv")
                .and(not(describe("by the constructor for Lambda", ArchitectureTest::byLambda))))
        .because("settings are read once, and told wrong all together, by Wiring")
        .check(MAIN);
  }

  @Test
  @Tag("R57")
  void only_wiring_knows_the_clock() {
    noClasses()
        .that(DEPLOYED.and(not(WIRING)))
        .should()
        .accessTargetWhere(
            uses(System.class, "currentTimeMillis|nanoTime")
                .or(uses(Date.class, "<init>"))
                .or(uses(resideInAPackage("java.time.."), "now|system.*|tick.*")))
        .because("time is handed in, so that a test decides what time it is")
        .check(MAIN);
  }

  @Test
  void only_the_journal_writes() {
    noClasses()
        .that(DEPLOYED)
        .should()
        .accessTargetWhere(
            uses(System.class, "err|getLogger")
                .or(uses(Throwable.class, "printStackTrace"))
                .or(uses(System.class, "out").and(not(originOwner(WIRING)))))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..")
        .because("a line of the log is one of the journal's events, which cannot tell a secret")
        .check(MAIN);
  }

  /** Classes by their simple name, or by that of the class around them. */
  private static DescribedPredicate<JavaClass> named(String regex) {
    return describe(
        "named " + regex,
        type ->
            type.getName()
                .substring(type.getPackageName().length() + 1)
                .replaceFirst("\\$.*", "")
                .matches(regex));
  }

  private static ArchCondition<JavaClass> have(String what, Predicate<JavaClass> test) {
    return ArchConditions.have(describe(what, test));
  }

  private static DescribedPredicate<JavaAccess<?>> uses(Class<?> owner, String members) {
    return uses(assignableTo(owner), members);
  }

  /** Calls, references and reads of members; also of the subclasses that they are called by. */
  private static DescribedPredicate<JavaAccess<?>> uses(
      DescribedPredicate<? super JavaClass> owner, String members) {
    return targetOwner(owner)
        .and(
            describe(
                "member named " + members,
                access -> access.getTarget().getName().matches(members)));
  }

  private static boolean byLambda(JavaAccess<?> access) {
    var by = access.getOrigin();
    return HANDLER.test(by.getOwner()) && by.isConstructor() && by.getRawParameterTypes().isEmpty();
  }
}
