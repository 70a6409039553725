package org.posthorn.sending.value;

/**
 * A file that was added to a mail which is being written.
 *
 * @param octets how many
 */
public record UploadedFile(long id, String name, String mediaType, long octets) {}
