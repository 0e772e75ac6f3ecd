package io.elementconnect.local.aws;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.io.IOException;

/**
 * One AWS service behind the common port. Whatever stands between the port and a service (a fault,
 * a delay, the permissions of a role) is a service around a service.
 */
@FunctionalInterface
interface Service {
  /** Answers one signed request, refusals included. */
  Reply answer(Target target, Call call) throws IOException, InterruptedException;
}
