package org.posthorn.mailauth.dkim;

import java.security.PrivateKey;

/**
 * What a domain signs with.
 *
 * @param domain in A-labels
 * @param selector likewise
 * @param key one of the algorithm's
 */
public record SigningKey(String domain, String selector, DkimAlgorithm algorithm, PrivateKey key) {

  @Override
  public String toString() {
    return "SigningKey[" + selector + "._domainkey." + domain + "]"; // never the key
  }
}
