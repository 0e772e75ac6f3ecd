package io.elementconnect.local.template;

import io.elementconnect.local.template.HttpApiResource.Cors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the local stack serves: the template's functions, HTTP API, schedules, tables, secrets and
 * keys, and the roles of the functions, with every parameter, condition and intrinsic function
 * resolved. Each list is in the template's order; resources whose condition is false are not among
 * them.
 */
public record Template(
    List<FunctionResource> functions,
    List<RouteEvent> routes,
    List<Schedule> schedules,
    Cors cors,
    List<TableResource> tables,
    List<SecretResource> secrets,
    List<SealingKey> keys,
    List<ExecutionRole> roles) {

  /**
   * Reads a SAM template. Only what the local stack needs is resolved: intrinsic functions in log
   * settings, outputs or the roles of others than functions may be anything.
   *
   * @param parameters the values of the template's parameters, as they would be given to a
   *     deployment; those with a default may be left out
   * @param stackName names the stack, and so what the template gives no name: {@code
   *     <stackName>-<logicalId>}
   * @throws TemplateException when the file cannot be read, or holds what is not understood or
   *     would not deploy
   */
  public static Template read(Path file, Map<String, String> parameters, String stackName) {
    return read(YamlFile.read(file), parameters, stackName);
  }

  static Template read(Node file, Map<String, String> parameters, String stackName) {
    var resources = new IntrinsicFunctions(file, parameters, new Account(stackName)).resources();
    var api = HttpApiResource.read(resources);
    return new Template(
        FunctionResource.read(resources),
        RouteEvent.read(resources, api),
        Schedule.read(resources),
        api.cors(),
        TableResource.read(resources),
        SecretResource.read(resources),
        SealingKey.read(resources),
        ExecutionRole.read(resources));
  }
}
