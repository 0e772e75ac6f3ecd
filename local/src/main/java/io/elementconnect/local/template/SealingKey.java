package io.elementconnect.local.template;

/** A symmetric KMS key; both its id and its ARN may stand in a function's environment. */
public record SealingKey(String logicalId, String keyId, String arn) {}
