/** Tests of keys that make URLs of messages valid. */
@NullMarked
package org.posthorn.urlkeys.boundary;

import org.jspecify.annotations.NullMarked;
