/**
 * Header fields: finding them, and reading what stands in them. Total: any octets have a meaning.
 */
@NullMarked
package org.posthorn.mime.header;

import org.jspecify.annotations.NullMarked;
