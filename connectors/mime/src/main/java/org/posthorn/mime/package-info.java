/**
 * Messages as octets: their header, their structure and what is computed of it once, at delivery.
 */
@NullMarked
package org.posthorn.mime;

import org.jspecify.annotations.NullMarked;
