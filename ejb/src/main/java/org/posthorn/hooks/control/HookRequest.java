package org.posthorn.hooks.control;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is ready to be sent.
 *
 * @param fields of its header, in order, besides those of HTTP itself; no value has a line end
 * @param body JSON
 */
record HookRequest(String url, Map<String, String> fields, String body) {
  HookRequest {
    fields = new LinkedHashMap<>(fields);
    if (fields.values().stream().anyMatch(value -> value.chars().anyMatch(c -> c < ' '))) {
      throw new IllegalArgumentException("a field has a control character");
    }
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "HookRequest[" + body.length() + " characters]";
  }
}
