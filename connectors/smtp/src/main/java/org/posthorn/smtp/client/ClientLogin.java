package org.posthorn.smtp.client;

/**
 * With what a client logs in to a server. RFC 4954.
 *
 * @param verified whether TLS, where it stands, has shown who the server is: else whoever is in
 *     between would be told the password by PLAIN
 */
public record ClientLogin(String user, String password, boolean verified) {

  /** Without the password. */
  @Override
  public String toString() {
    return "ClientLogin[" + user + "]";
  }
}
