package org.posthorn.apikeys.value;

/**
 * A key that was made.
 *
 * @param token what the application shows; nobody can find it out again
 */
public record CreatedApiKey(ApiKeyInfo key, String token) {
  /** Without the token. */
  @Override
  public String toString() {
    return "CreatedApiKey[" + key + "]";
  }
}
