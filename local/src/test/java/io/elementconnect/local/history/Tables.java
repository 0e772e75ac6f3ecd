package io.elementconnect.local.history;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Both tables, seen and touched past the functions. */
public interface Tables {

  /** The items of these attempts, by their ids; of those that have one. */
  Map<String, Map<String, AttributeValue>> attempts(Collection<String> attemptIds);

  /** The items of a tenant's instances. */
  List<Map<String, AttributeValue>> instances(String tenant);

  /** Lets an attempt's time run out just now. */
  void expire(String attemptId);

  /** Lets the time come at which the reconciler looks at an attempt, if it has to do with it. */
  void makeDue(String attemptId);
}
