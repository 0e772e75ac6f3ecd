package io.elementconnect.local.aws;

import java.util.concurrent.CountDownLatch;

/** A program that starts the engine and another child, prints where they are, and never ends. */
final class DynamoDbEngineProcess {
  private DynamoDbEngineProcess() {}

  public static void main(String[] arguments) throws Exception {
    var engine = DynamoDbEngine.start("");
    var sleeper = new ProcessBuilder("sleep", "60").start();
    System.out.println(engine.endpoint());
    System.out.println(sleeper.pid());
    new CountDownLatch(1).await();
  }
}
