package org.posthorn.nodes.value;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a server.
 *
 * @param id of its start
 * @param self whether it is the one that says so
 * @param build the version of the program
 * @param state up, stopped or gone
 * @param ended when it ended, or that was noticed
 * @param silence for how long nothing was heard of it
 * @param duties what it does for all
 * @param facts what it told of itself last
 */
public record ServerInfo(
    long id,
    boolean self,
    String name,
    String build,
    String state,
    Instant started,
    Optional<Instant> ended,
    Duration silence,
    List<String> duties,
    Map<String, Long> facts) {}
