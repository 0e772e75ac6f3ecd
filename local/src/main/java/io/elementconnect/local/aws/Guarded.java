package io.elementconnect.local.aws;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.template.Account;
import io.elementconnect.local.template.ExecutionRole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A service that a role reaches only with what the role allows. Resource policies are not
 * evaluated: none of ours adds or removes a permission.
 */
record Guarded(Service service, Needs needs, Roles roles, ErrorForm form) implements Service {

  /** Returns what a request needs permissions for. */
  @FunctionalInterface
  interface Needs {
    /** Throws an {@link AwsError} when the request is malformed. */
    List<Permission> of(String operation, RequestBody request);
  }

  /**
   * A permission that a request needs.
   *
   * @param action such as {@code dynamodb:GetItem}
   * @param resource an ARN, or {@code *} when the request names no single resource
   * @param context the condition keys of the request
   */
  record Permission(String action, String resource, Map<String, String> context) {
    Permission(String action, String resource) {
      this(action, resource, Map.of());
    }
  }

  /**
   * Who signed a request, by AWS Signature Version 4. The signature itself is not checked.
   *
   * @param sessionToken empty for credentials that do not end
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication
   *     methods</a>
   */
  record Signature(String accessKey, String sessionToken) {
    private static final Pattern FORM =
        Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/,\\s]+)/[0-9]{8}/[a-z0-9-]+/[a-z0-9-]+/aws4_request,"
                + " *SignedHeaders=[a-z0-9;_-]+, *Signature=[0-9a-f]{64}");

    static Optional<Signature> of(Call call) {
      var form = FORM.matcher(call.header("Authorization").orElse(""));
      return form.matches()
          ? Optional.of(
              new Signature(form.group(1), call.header("X-Amz-Security-Token").orElse("")))
          : Optional.empty();
    }
  }

  /** The roles that are held to their permissions. Safe for use by several threads. */
  static final class Roles {
    private final List<ExecutionRole> roles;
    private final SortedSet<String> used = new TreeSet<>();

    Roles(List<ExecutionRole> roles) {
      this.roles = List.copyOf(roles);
    }

    /** The role whose credentials have this access key; any other key is the administrator's. */
    private Optional<ExecutionRole> withKey(String accessKey) {
      return roles.stream().filter(role -> role.logicalId().equals(accessKey)).findAny();
    }

    private boolean allows(ExecutionRole role, Permission needed) {
      var allowing = role.allowing(needed.action(), needed.resource(), needed.context());
      synchronized (used) {
        allowing.forEach(permission -> used.add(role.logicalId() + " " + permission));
      }
      return !allowing.isEmpty();
    }

    /** The permissions needed so far: a copy, in order: role, action, resource, condition. */
    SortedSet<String> used() {
      synchronized (used) {
        return new TreeSet<>(used);
      }
    }
  }

  @Override
  public Reply answer(Target target, Call call) throws IOException, InterruptedException {
    var signature = Signature.of(call).orElseThrow();
    var role = roles.withKey(signature.accessKey());
    if (role.isPresent()) {
      try {
        check(role.get(), signature.sessionToken(), target, call);
      } catch (AwsError refusal) {
        return refusal.reply();
      }
    }
    return service.answer(target, call);
  }

  private void check(ExecutionRole role, String session, Target target, Call call) {
    for (var needed : needs.of(target.operation(), RequestBody.parse(call.body()))) {
      if (!roles.allows(role, needed)) {
        throw AwsError.capitalised(form.denial(), message(role, session, needed));
      }
    }
  }

  private static String message(ExecutionRole role, String session, Permission needed) {
    return "User: arn:aws:sts::%s:assumed-role/%s/%s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
        .formatted(
            Account.ID, role.name(), session, needed.action(), needed.resource(), needed.action());
  }
}
