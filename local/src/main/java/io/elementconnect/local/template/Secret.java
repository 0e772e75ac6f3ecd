package io.elementconnect.local.template;

/**
 * A secret, made without a value.
 *
 * @param arn its complete ARN
 */
public record Secret(String logicalId, String name, String arn) {}
