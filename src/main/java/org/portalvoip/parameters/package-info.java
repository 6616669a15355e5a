/**
 * The parameters: what they are, what holds for them, where they are kept, and who may change them.
 *
 * <p>From page to table: {@code admin/parameters.xhtml}, {@code ParametersScreen}, {@link
 * org.portalvoip.parameters.Parameters}, {@link org.portalvoip.parameters.ParameterRow}; REST comes in by {@link
 * org.portalvoip.parameters.ParametersResource} and meets the same EJB. The grammar of each value
 * is that of its type in {@code sip} or {@code janus}, named in the catalogue {@link
 * org.portalvoip.parameters.Parameter}; the rules across values stand in {@link
 * org.portalvoip.parameters.VoipParameters}. Whoever only reads asks {@link
 * org.portalvoip.parameters.ActiveParameters}, and whoever must act on a change observes {@link
 * org.portalvoip.parameters.ParametersChanged}. What a call does with them is not known here.
 */
package org.portalvoip.parameters;
