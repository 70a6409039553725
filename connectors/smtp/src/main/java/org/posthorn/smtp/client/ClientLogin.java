package org.posthorn.smtp.client;

/** With what a client logs in to a server. RFC 4954. */
public record ClientLogin(String user, String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return "ClientLogin[" + user + "]";
  }
}
