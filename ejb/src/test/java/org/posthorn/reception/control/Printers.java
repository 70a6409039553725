package org.posthorn.reception.control;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.posthorn.net.Networks;

/** Clients of the house at given addresses. */
public final class Printers {
  private Printers() {}

  /** Those of some networks, which may send to so many a day. */
  public static HouseClients at(String networks, int mostPerDay) {
    HouseClients clients = new HouseClients();
    clients.settings = new HouseClientSettings(Networks.parse(networks), mostPerDay);
    return clients;
  }

  /** It is that time for them. */
  public static void set(HouseClients clients, Instant now) {
    clients.clock = Clock.fixed(now, ZoneOffset.UTC);
  }
}
