package org.posthorn.hooks.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request that is ready to be sent. It lets go of its body when that is written: a receiver may
 * take a minute to answer.
 */
final class HookRequest {
  private static final byte[] NONE = {};

  private final String url;
  private final Map<String, String> fields;
  private final int length;
  private final AtomicReference<byte[]> body;

  /**
   * One with these.
   *
   * @param fields of its header, in order, besides those of HTTP itself; no value has a line end
   * @param body JSON in UTF-8; not copied
   */
  HookRequest(String url, Map<String, String> fields, byte[] body) {
    this.url = url;
    this.fields = new LinkedHashMap<>(fields);
    this.length = body.length;
    this.body = new AtomicReference<>(body);
    if (fields.values().stream().anyMatch(value -> value.chars().anyMatch(c -> c < ' '))) {
      throw new IllegalArgumentException("a field has a control character");
    }
  }

  String url() {
    return url;
  }

  Map<String, String> fields() {
    return fields;
  }

  /** Octets of the body. */
  int length() {
    return length;
  }

  /** The body, once. */
  byte[] takeBody() {
    return body.getAndSet(NONE);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "HookRequest[" + length + " octets]";
  }
}
