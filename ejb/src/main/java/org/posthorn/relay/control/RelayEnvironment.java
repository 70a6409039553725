package org.posthorn.relay.control;

import java.time.Clock;
import java.util.random.RandomGenerator;

/** What the relay works with and is not a part of it. */
public record RelayEnvironment(
    RelaySettings settings, Transport transport, Clock clock, RandomGenerator random) {}
