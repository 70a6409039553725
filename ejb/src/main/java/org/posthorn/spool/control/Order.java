package org.posthorn.spool.control;

/**
 * What is sent to the broker at once.
 *
 * @param number unique, and the same whenever this is sent again
 * @param text deliveries, as DeliveryText writes them
 */
record Order(String number, String text) {}
