package io.elementconnect.local.aws;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.template.Account;
import io.elementconnect.local.template.Role;
import java.io.IOException;
import java.util.List;

/**
 * A service that a role reaches only with what the role allows. Resource policies are not looked
 * at: none of ours takes or gives a permission.
 */
record Guarded(Service service, Needs needs, EnforcedRoles roles, ErrorForm form)
    implements Service {

  /** Tells what a request needs permissions for. */
  @FunctionalInterface
  interface Needs {
    /** Throws an {@link AwsError} when the request is malformed. */
    List<RequiredPermission> of(String operation, RequestBody request);
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

  private void check(Role role, String session, Target target, Call call) {
    for (var needed : needs.of(target.operation(), RequestBody.parse(call.body()))) {
      if (!roles.allows(role, needed)) {
        throw AwsError.capitalised(form.denial(), message(role, session, needed));
      }
    }
  }

  private static String message(Role role, String session, RequiredPermission needed) {
    return "User: arn:aws:sts::%s:assumed-role/%s/%s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
        .formatted(
            Account.ID, role.name(), session, needed.action(), needed.resource(), needed.action());
  }
}
