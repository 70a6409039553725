package org.posthorn.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries where the server is going to listen, because later a taken port ends nothing. */
final class Places {
  private static final int FIRST_FOR_ALL = 1024;

  private Places() {}

  /**
   * Returns when all are free.
   *
   * @throws WrongConfiguration with a sentence for each that is not
   */
  static void demand(List<Place> places) throws WrongConfiguration {
    List<String> sentences = new ArrayList<>();
    for (Place place : places) {
      objection(place).ifPresent(sentences::add);
    }
    if (!sentences.isEmpty()) {
      throw new WrongConfiguration(sentences);
    }
  }

  private static String reason(IOException e) {
    return e instanceof UnknownHostException
        ? "there is no host of that name"
        : String.valueOf(e.getMessage());
  }

  private static Optional<String> objection(Place place) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true); // connections that ended a moment ago are no obstacle
      probe.bind(new InetSocketAddress(InetAddress.getByName(place.address()), place.port()), 1);
      return Optional.empty();
    } catch (IOException e) {
      String beginning = place.key() + " is \"" + place.port() + "\", but ";
      boolean privileged =
          place.port() < FIRST_FOR_ALL && String.valueOf(e.getMessage()).contains("ermission");
      return Optional.of(
          privileged
              ? beginning
                  + "this user may not listen below port 1024: give the process the capability"
                  + " CAP_NET_BIND_SERVICE (AmbientCapabilities= in the unit file)."
              : beginning
                  + place.address()
                  + " port "
                  + place.port()
                  + " cannot be listened at: "
                  + reason(e)
                  + ".");
    }
  }
}
