/** The content store: the octets of messages, written once and shared. */
@NullMarked
package org.posthorn.content.boundary;

import org.jspecify.annotations.NullMarked;
