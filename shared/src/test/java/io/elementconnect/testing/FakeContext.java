package io.elementconnect.testing;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** An invocation by Lambda, of which only the request id and the time left are known. */
public record FakeContext(String getAwsRequestId, int getRemainingTimeInMillis) implements Context {

  /** As long as a function of ours may run. */
  public static final int WHOLE_MILLISECONDS = 28_000;

  public FakeContext() {
    this("lambda-request", WHOLE_MILLISECONDS);
  }

  @Override
  public String getLogGroupName() {
    throw unused();
  }

  @Override
  public String getLogStreamName() {
    throw unused();
  }

  @Override
  public String getFunctionName() {
    throw unused();
  }

  @Override
  public String getFunctionVersion() {
    throw unused();
  }

  @Override
  public String getInvokedFunctionArn() {
    throw unused();
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw unused();
  }

  @Override
  public ClientContext getClientContext() {
    throw unused();
  }

  @Override
  public int getMemoryLimitInMB() {
    throw unused();
  }

  @Override
  public LambdaLogger getLogger() {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("not of this invocation");
  }
}
