package io.elementconnect.local.lambda;

import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Forwarder;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lies between one process and what it calls. It sees every call, and can let something happen at
 * one of them.
 */
public final class Wire implements AutoCloseable {
  // What DynamoDB takes at most in one request: 16 MB.
  private static final int BODY_LIMIT = 16 * 1024 * 1024;

  private final Forwarder toAws;
  private final Forwarder toCloudElements;
  private final LoopbackServer aws;
  private final LoopbackServer cloudElements;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private volatile @Nullable Cut cut;

  /** To the servers of these URLs, which have no path. */
  public Wire(URI aws, URI cloudElements) throws IOException {
    this.toAws = new Forwarder(aws);
    this.toCloudElements = new Forwarder(cloudElements);
    this.aws = LoopbackServer.start(0, BODY_LIMIT, call -> pass(call, toAws));
    this.cloudElements = LoopbackServer.start(0, BODY_LIMIT, call -> pass(call, toCloudElements));
  }

  private record Cut(Moment moment, Runnable then) {}

  /** Where the process finds AWS. */
  public String aws() {
    return url(aws);
  }

  /** Where the process finds Cloud Elements. */
  public String cloudElements() {
    return url(cloudElements);
  }

  /**
   * Forgets the calls so far. At the given moment of those to come the call gets no answer, and
   * something else happens.
   */
  public void cutAt(Moment moment, Runnable then) {
    calls.clear();
    cut = new Cut(moment, then);
  }

  /**
   * The calls in the order of their arrival: an operation of AWS by its name, any other call as
   * {@code POST /path}. When one comes again, its number is added.
   */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    aws.close();
    cloudElements.close();
    toAws.close();
    toCloudElements.close();
  }

  private Reply pass(Call call, Forwarder onward) throws IOException, InterruptedException {
    var name = arrived(call);
    if (isCut(new Moment(name, Effect.BEFORE))) {
      return Reply.none();
    }
    var reply = onward.handle(call);
    return isCut(new Moment(name, Effect.AFTER)) ? Reply.none() : reply;
  }

  private String arrived(Call call) {
    var name =
        call.header("X-Amz-Target")
            .map(target -> target.substring(target.lastIndexOf('.') + 1))
            .orElseGet(() -> call.method() + call.path().replaceFirst(".*/elements/api-v2", " "));
    synchronized (calls) {
      var number = 1;
      while (calls.contains(numbered(name, number))) {
        number++;
      }
      calls.add(numbered(name, number));
      return numbered(name, number);
    }
  }

  private boolean isCut(Moment moment) {
    var here = Optional.ofNullable(cut).filter(it -> it.moment().equals(moment));
    here.ifPresent(it -> it.then().run());
    return here.isPresent();
  }

  private static String numbered(String name, int number) {
    return number == 1 ? name : name + " " + number;
  }

  private static String url(LoopbackServer server) {
    return "http://localhost:" + server.port();
  }
}
