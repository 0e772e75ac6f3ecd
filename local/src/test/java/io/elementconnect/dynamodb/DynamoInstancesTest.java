package io.elementconnect.dynamodb;

import io.elementconnect.testing.InstancesContract;

class DynamoInstancesTest extends InstancesContract {
  DynamoInstancesTest() {
    super(new DynamoStore());
  }
}
