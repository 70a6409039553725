package org.posthorn.spool.control;

import java.util.Optional;

/**
 * What is sent to the broker at once.
 *
 * @param number unique, and the same whenever this is sent again
 * @param group of orders that one server is to deliver, as far as there are several servers
 * @param text deliveries, as DeliveryText writes them
 */
record OrderMessage(String number, Optional<String> group, String text) {}
