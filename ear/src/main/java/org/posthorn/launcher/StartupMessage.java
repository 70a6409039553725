package org.posthorn.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.StringJoiner;

/** Tells whoever started the server how to use it and how to stop it. */
final class StartupMessage {
  private static final int TIMEOUT_MILLIS = 500;

  private StartupMessage() {}

  /** Prints the addresses that answer now, and in sample mode the accounts. */
  static void print(LauncherSettings settings, PrintStream out) {
    StringJoiner mail = new StringJoiner(" ");
    for (Place place : settings.listeners()) {
      if (answers(place)) {
        mail.add(place.name() + "=" + place.port());
      }
    }
    out.println();
    out.println("Posthorn is ready.");
    out.println("  web   http://" + settings.httpAddress() + ":" + settings.httpPort() + "/");
    if (mail.length() > 0) {
      out.println("  mail  " + mail + (settings.sample() ? " on 127.0.0.1" : ""));
    }
    if (settings.sample()) {
      out.println("  users user1@ user2@ user3@posthorn.test, administrator admin@posthorn.test");
      out.println("        password posthorn (sample mode, this machine only)");
    }
    out.println("  data  " + settings.dataDirectory());
    out.println("  stop  Ctrl-C, or kill " + ProcessHandle.current().pid());
    out.println();
  }

  private static boolean answers(Place place) {
    try (Socket probe = new Socket()) {
      InetAddress bound = InetAddress.getByName(place.address());
      InetAddress asked = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
      probe.connect(new InetSocketAddress(asked, place.port()), TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
