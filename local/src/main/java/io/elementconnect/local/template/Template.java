package io.elementconnect.local.template;

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
    List<Function> functions,
    List<Route> routes,
    List<Schedule> schedules,
    Cors cors,
    List<Table> tables,
    List<Secret> secrets,
    List<SealingKey> keys,
    List<Role> roles) {

  public Template {
    functions = List.copyOf(functions);
    routes = List.copyOf(routes);
    schedules = List.copyOf(schedules);
    tables = List.copyOf(tables);
    secrets = List.copyOf(secrets);
    keys = List.copyOf(keys);
    roles = List.copyOf(roles);
  }

  /**
   * Reads a SAM template. Only what is asked for here is resolved: intrinsic functions in log
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
    return TemplateReader.read(YamlFile.read(file), parameters, stackName);
  }
}
