/** Where pages hand over: what people send from their browsers. */
@NullMarked
package org.posthorn.sending.boundary;

import org.jspecify.annotations.NullMarked;
