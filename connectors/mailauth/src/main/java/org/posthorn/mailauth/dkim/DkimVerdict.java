package org.posthorn.mailauth.dkim;

/**
 * What is to be thought of a signature.
 *
 * @param reason a few words of ASCII; empty where the status says all
 */
public record DkimVerdict(AuthStatus status, String reason) {
  static final DkimVerdict PASS = new DkimVerdict(AuthStatus.PASS, "");
}
