package org.posthorn.logins.control;

/** The machine itself, which a server to try out does not hold up. */
public final class SampleMachine {
  private SampleMachine() {}

  /** Whether the address is a loopback one. */
  public static boolean is(String client) {
    return ClientClasses.loopback(client);
  }
}
