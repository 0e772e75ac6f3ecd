package io.elementconnect.local.aws;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.template.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * DynamoDB whose tables have the ARNs of the template in what is said about them: the engine has a
 * region of its own.
 */
record TableArns(Service engine) implements Service {
  private static final Pattern OF_ENGINE = Pattern.compile("arn:aws:dynamodb:[^:\"]*:[0-9]*:");

  @Override
  public Reply answer(Target target, Call call) throws IOException, InterruptedException {
    var reply = engine.answer(target, call);
    return target.operation().endsWith("Table") ? corrected(reply) : reply;
  }

  private static Reply corrected(Reply reply) {
    var text = new String(reply.body(), StandardCharsets.UTF_8);
    var corrected = OF_ENGINE.matcher(text).replaceAll(Account.arn("dynamodb", ""));
    var body = corrected.getBytes(StandardCharsets.UTF_8);
    return new Reply(reply.status(), reply.headers(), body).with("x-amz-crc32", checksum(body));
  }

  private static String checksum(byte[] body) {
    var checksum = new CRC32();
    checksum.update(body);
    return Long.toString(checksum.getValue());
  }
}
