package org.posthorn.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Leaves word for the next start: somebody is to be an administrator, with a new password, whoever
 * else is none any more. Whoever may write into the data directory could do as much by hand.
 */
final class AdminPassword implements CliCommand {
  private static final int SHORTEST = 8;
  private static final int LONGEST = 256;

  @Override
  public int run(CommandLine line, PrintStream out) throws WrongConfiguration, IOException {
    boolean given = line.arguments().size() == 2 && line.arguments().get(1).equals("-");
    if (!given && line.arguments().size() != 1) {
      throw new WrongConfiguration("Usage: admin-password [--config FILE] ADDRESS [-].");
    }
    String address = line.arguments().get(0);
    if (!address.matches("\\S+@\\S+")) {
      throw new WrongConfiguration("\"" + address + "\" is not a mail address.");
    }
    Configuration configuration = Configuration.load(line.file());
    LauncherSettings settings = LauncherSettings.from(configuration);
    String password = given ? firstLine() : madeUp(out);
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw new WrongConfiguration("A password has 8 to 256 characters.");
    }
    Privacy.create(settings.dataDirectory());
    Privacy.write(
        settings.dataDirectory().resolve("administrator"), address + "\n" + password + "\n");
    out.println("At its next start, the server makes " + address + " an administrator.");
    return 0;
  }

  private static String firstLine() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    return line == null ? "" : line;
  }

  private static String madeUp(PrintStream out) {
    byte[] octets = new byte[15];
    new SecureRandom().nextBytes(octets);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    out.println("The password is " + password);
    return password;
  }
}
